import { useState } from 'react';
import { Account } from './account';
import { SignIn } from './sign-in';
import type { User } from './site';

export function App({ signedIn }: { signedIn: User | undefined }) {
  const [user, setUser] = useState(signedIn);
  return user ? <Account user={user} onUser={setUser} /> : <SignIn onUser={setUser} />;
}
