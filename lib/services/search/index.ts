export { searchCompanies } from "./search-companies";
