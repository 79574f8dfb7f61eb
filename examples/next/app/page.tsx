import { isLinked } from '../lib/second-factor';
import { whoIsSignedIn } from '../lib/session';
import { Account } from './account';
import { SignIn } from './sign-in';

// Made for each request, and stored nowhere. Tickets are not in it: pages get them from actions.
export const dynamic = 'force-dynamic';

export default async function Page() {
  const user = await whoIsSignedIn();
  if (!user) return <SignIn />;
  return <Account user={{ email: user.email, isLinked: await isLinked(user) }} />;
}
