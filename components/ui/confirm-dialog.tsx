"use client";
import type { ReactNode } from "react";
import { ReasonDialog, type Confirmed } from "./reason-dialog";

export type { Confirmed };

type ConfirmDialogProps = {
  /** What makes it open. */
  children: ReactNode;
  title: string;
  /** What will happen, to how many, and what it costs. */
  description: ReactNode;
  /** More to decide. */
  fields?: ReactNode;
  /** The verb. */
  confirm: string;
  /** Said when it is done: "Key revoked". */
  done: string;
  isDangerous?: boolean;
  act: () => Promise<Confirmed>;
};

/** One decision that needs no reason: what will happen, and a verb. */
export function ConfirmDialog({ act, ...props }: ConfirmDialogProps) {
  return <ReasonDialog {...props} isReasonAsked={false} act={() => act()} />;
}
