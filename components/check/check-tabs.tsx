"use client";
import type { ReactNode } from "react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { TabPanel, Tabs } from "@/components/ui/tabs";

const TABS = ["timeline", "calls", "notifications", "signature"] as const;
const parser = parseAsStringLiteral(TABS).withDefault("timeline");

type CheckTabsProps = {
  counts: { calls: number; notifications: number };
  timeline: ReactNode;
  calls: ReactNode;
  notifications: ReactNode;
  signature: ReactNode;
};

/** The panels of a check; the open one stands in the URL. */
export function CheckTabs({ counts, timeline, calls, notifications, signature }: CheckTabsProps) {
  const [tab, setTab] = useQueryState("tab", parser);
  const select = (value: string) => void setTab(parser.parse(value));
  return (
    <Tabs
      label="Parts of this check"
      value={tab}
      onValueChange={select}
      items={[
        { value: "timeline", label: "Timeline" },
        { value: "calls", label: "Calls", count: counts.calls },
        { value: "notifications", label: "Notification attempts", count: counts.notifications },
        { value: "signature", label: "Signature" },
      ]}
    >
      <TabPanel value="timeline">{timeline}</TabPanel>
      <TabPanel value="calls">{calls}</TabPanel>
      <TabPanel value="notifications">{notifications}</TabPanel>
      <TabPanel value="signature">{signature}</TabPanel>
    </Tabs>
  );
}
