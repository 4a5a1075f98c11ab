/** `/body/data/type` as people say it: "body data.type". */
export function fieldName(field: string): string {
  const [, source = "", ...path] = field
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return `${source === "headers" ? "header" : source} ${path.join(".")}`;
}
