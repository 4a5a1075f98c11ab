"use client";
import { useState } from "react";
import { signIn } from "next-auth/react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input } from "@/components/ui/field";

const SENTENCES: Record<string, string> = {
  CredentialsSignin: "This e-mail address and password do not fit together. Check both and try again.",
  throttled: "Too many failed sign-ins. Wait a few minutes, then try again.",
  unavailable:
    "Signing in does not work at the moment: Gatehouse could not read its accounts. Try again shortly.",
};
const OTHERWISE = "Signing in did not work. Try again.";
const UNREACHABLE = "Gatehouse could not be reached. Check your connection and try again.";

type SignInFormProps = { next: string; /** What next-auth said of an earlier try. */ failure: string | null };
type Credentials = { email: string; password: string };

export function SignInForm({ next, failure }: SignInFormProps) {
  const [error, setError] = useState(failure === null ? null : (SENTENCES[failure] ?? OTHERWISE));
  const [isDone, setIsDone] = useState(false);
  const { register, handleSubmit, formState, setFocus } = useForm<Credentials>();
  const { errors, isSubmitting } = formState;

  async function submit(credentials: Credentials) {
    setError(null);
    const answer = await signIn("credentials", { ...credentials, redirect: false }).catch(() => null);
    if (answer?.ok) {
      setIsDone(true);
      window.location.assign(next);
      return;
    }
    setError(answer ? (SENTENCES[answer.error ?? ""] ?? OTHERWISE) : UNREACHABLE);
    setFocus("password", { shouldSelect: true });
  }

  return (
    <form noValidate className="grid gap-3.5" onSubmit={(event) => void handleSubmit(submit)(event)}>
      {error && (
        <Callout tone="bad" isAlert>
          {error}
        </Callout>
      )}
      <Field label="E-mail" error={errors.email?.message}>
        <Input
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          className="h-9"
          {...register("email", { required: "Type your e-mail address." })}
        />
      </Field>
      <Field label="Password" error={errors.password?.message}>
        <Input
          type="password"
          autoComplete="current-password"
          className="h-9"
          {...register("password", { required: "Type your password." })}
        />
      </Field>
      <Button type="submit" variant="primary" className="mt-1 w-full" isPending={isSubmitting || isDone}>
        {isSubmitting || isDone ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
