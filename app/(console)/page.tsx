import { redirect } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";
import { getSessionUser } from "@/lib/auth/session";
import { getRuntime } from "@/lib/http/runtime";
import { listMemberships } from "@/lib/services/users";
import { SignOutButton } from "./sign-out-button";

/* Asks for the session first, which needs settings that a build does not have. */
export const dynamic = "force-dynamic";

/** The front door: to the first tenant of the person, or to the sign-in. */
export default async function HomePage() {
  const user = await getSessionUser();
  if (user === null) redirect("/sign-in");
  const [first] = await listMemberships(getRuntime(), user.id);
  if (first) redirect(`/${first.slug}`);
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState level="h1" title="You are not a member of any tenant" action={<SignOutButton />}>
        Ask a tenant admin to invite {user.email}, then open this page again.
      </EmptyState>
    </main>
  );
}
