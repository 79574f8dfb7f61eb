import { isLinked } from '../lib/second-factor';
import { readSession } from '../lib/session';
import { findUser } from '../lib/users';
import { Account } from './account';
import { SignIn } from './sign-in';

// Made for each request, and stored nowhere. Tickets are not in it: pages get them from actions.
export const dynamic = 'force-dynamic';

export default async function Page() {
  const user = findUser((await readSession()).userId);
  if (!user) return <SignIn />;
  return <Account user={{ email: user.email, isLinked: await isLinked(user) }} />;
}
