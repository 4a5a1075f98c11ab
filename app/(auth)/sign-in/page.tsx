import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BrandMark } from "@/components/ui/icons";
import { getSessionUser } from "@/lib/auth/session";
import { safePath } from "./safe-path";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, error } = await searchParams;
  const path = safePath(next);
  if (await getSessionUser()) redirect(path);
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 px-4 py-10">
      <div className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <BrandMark size={22} />
        Gatehouse
      </div>
      <div className="w-full max-w-90 rounded-lg border border-line bg-surface p-6">
        <h1 className="text-lg font-semibold tracking-tight">Sign in</h1>
        <p className="mb-4 text-sm text-muted">With the address you were invited with.</p>
        <SignInForm next={path} failure={typeof error === "string" ? error : null} />
      </div>
    </main>
  );
}
