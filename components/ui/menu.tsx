"use client";
import type { ComponentProps, ReactNode } from "react";
import { DropdownMenu as Radix } from "radix-ui";
import { ChevronRightIcon, TickIcon } from "./icons";
import { cn } from "./cn";

export const Menu = Radix.Root;
export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;
export const MenuSub = Radix.Sub;

const FLOATING =
  "z-50 rounded-md border border-line bg-raised shadow-float outline-none data-[state=open]:animate-pop-in";
const ITEM =
  "relative flex h-8 items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken dark:data-[highlighted]:bg-line coarse:h-11";

export function MenuContent({ className, children, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={4}
        align="end"
        collisionPadding={8}
        className={cn(FLOATING, "min-w-44 p-1", className)}
        {...rest}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

export function MenuItem({
  className,
  isDangerous = false,
  ...rest
}: ComponentProps<typeof Radix.Item> & { isDangerous?: boolean }) {
  return <Radix.Item className={cn(ITEM, isDangerous && "text-bad", className)} {...rest} />;
}

export function MenuRadioItem({ children, className, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(ITEM, "pr-8", className)} {...rest}>
      {children}
      <MenuTick />
    </Radix.RadioItem>
  );
}

export function MenuCheckboxItem({
  children,
  className,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(ITEM, "pr-8", className)} {...rest}>
      {children}
      <MenuTick />
    </Radix.CheckboxItem>
  );
}

export function MenuSubTrigger({ children, className, ...rest }: ComponentProps<typeof Radix.SubTrigger>) {
  return (
    <Radix.SubTrigger
      className={cn(ITEM, "data-[state=open]:bg-sunken dark:data-[state=open]:bg-line", className)}
      {...rest}
    >
      {children}
      <ChevronRightIcon size={12} className="ml-auto text-muted" />
    </Radix.SubTrigger>
  );
}

export function MenuSubContent({ className, ...rest }: ComponentProps<typeof Radix.SubContent>) {
  return (
    <Radix.Portal>
      <Radix.SubContent
        sideOffset={2}
        collisionPadding={8}
        className={cn(FLOATING, "max-h-[60dvh] min-w-40 overflow-y-auto p-1", className)}
        {...rest}
      />
    </Radix.Portal>
  );
}

function MenuTick() {
  return (
    <Radix.ItemIndicator className="absolute right-2 text-accent">
      <TickIcon size={14} />
    </Radix.ItemIndicator>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
