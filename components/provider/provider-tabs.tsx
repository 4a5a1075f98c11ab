"use client";
import type { ReactNode } from "react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { TabPanel, Tabs } from "@/components/ui/tabs";

const TABS = ["keys", "connector", "contract"] as const;
const parser = parseAsStringLiteral(TABS).withDefault("keys");

type ProviderTabsProps = { keys: ReactNode; connector: ReactNode; contract: ReactNode };

/** The parts of a provider; the open one stands in the URL. */
export function ProviderTabs({ keys, connector, contract }: ProviderTabsProps) {
  const [tab, setTab] = useQueryState("tab", parser);
  return (
    <Tabs
      label="Parts of this provider"
      value={tab}
      onValueChange={(value) => void setTab(parser.parse(value))}
      items={[
        { value: "keys", label: "Keys and calls" },
        { value: "connector", label: "Connector" },
        { value: "contract", label: "Maxsight contract" },
      ]}
    >
      <TabPanel value="keys" className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {keys}
      </TabPanel>
      <TabPanel value="connector" className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {connector}
      </TabPanel>
      <TabPanel value="contract" className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {contract}
      </TabPanel>
    </Tabs>
  );
}
