"use client";
import { Button, type ButtonProps } from "./button";
import { CopyIcon, TickIcon } from "./icons";
import { CopiedSaid, useCopy } from "./use-copy";

type CopyButtonProps = Omit<ButtonProps, "onClick" | "children" | "isIcon"> & {
  text: string;
  /** What is copied, for the name of the button: "Copy URL". */
  label: string;
  /** Draw the label too, not only the icon. */
  hasLabel?: boolean;
};

export function CopyButton({
  text,
  label,
  hasLabel = false,
  size = "sm",
  variant,
  ...rest
}: CopyButtonProps) {
  const { copy, isCopied, hasFailed } = useCopy();
  const said = isCopied ? "Copied" : hasFailed ? "Select and copy by hand" : label;
  return (
    <>
      <Button
        size={size}
        variant={variant ?? (hasLabel ? "secondary" : "ghost")}
        isIcon={!hasLabel}
        {...(hasLabel ? {} : { "aria-label": label, title: said })}
        onClick={() => void copy(text)}
        {...rest}
      >
        {isCopied ? <TickIcon size={14} className="text-good" /> : <CopyIcon size={14} />}
        {hasLabel && said}
      </Button>
      <CopiedSaid isCopied={isCopied} />
    </>
  );
}
