type Element = string | number | null;

/**
 * The arrays that are sent and read, by Postgres' numbers for their types. The driver (3.4.9) would ask each new
 * connection for them in a query of its own, and a connection lost under that query rejects a promise that nobody can
 * handle, which ends the process.
 */
export const ARRAY_TYPES = {
  textArray: arrayType(1009, String),
  uuidArray: arrayType(2951, String),
  intArray: arrayType(1007, Number),
};

function arrayType(oid: number, read: (element: string) => Element) {
  return {
    to: oid,
    from: [oid],
    serialize: (values: readonly Element[]) => `{${values.map(literalOf).join(",")}}`,
    parse: (literal: string) => elementsOf(literal, read),
  };
}

function literalOf(element: Element): string {
  return element === null ? "NULL" : `"${String(element).replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}]+)/gs;

/** Of one dimension: more are not in use. */
function elementsOf(literal: string, read: (element: string) => Element): Element[] {
  return [...literal.matchAll(ELEMENT)].map(([, quoted, plain]) => {
    if (quoted !== undefined) return read(quoted.replaceAll(/\\(.)/gs, "$1"));
    return plain === undefined || plain === "NULL" ? null : read(plain);
  });
}
