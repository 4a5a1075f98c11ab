export { fetchImages, type FetchedImages } from "./fetch-images";
export { forgetImages } from "./forget-images";
