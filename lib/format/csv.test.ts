import { expect, test } from "vitest";
import { csvRow } from "./csv";

test("a row is read back as it was, whatever is in its cells", () => {
  expect(csvRow([1, "plain", null, 'says "no"', "a, b", "two\nlines"])).toBe(
    '1,plain,,"says ""no""","a, b","two\nlines"\r\n',
  );
});

test("nothing is calculated by a spreadsheet", () => {
  expect(csvRow(["=1+1", "@SUM(A1)", "-2", "+3", "\tx", "a=1"])).toBe("'=1+1,'@SUM(A1),'-2,'+3,'\tx,a=1\r\n");
  expect(csvRow(['=HYPERLINK("x")'])).toBe('"\'=HYPERLINK(""x"")"\r\n');
});
