import { publicRoute } from "@/lib/http/public-route";
import { NotFoundError } from "@/lib/errors";

/* An address of the API that does not exist is a problem document, not a page. */
const nothing = publicRoute({
  auth: "none",
  audit: "none",
  handle: async () => {
    throw new NotFoundError("There is nothing at this address. The addresses are listed at /api/docs.");
  },
});

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
