export const NAMESPACE = "djcd-demo";
export const HOST = "shop.example.com";

/** The namespace carries it, so that the demo deletes no namespace that it did not make. */
export const MARK = "djcd.io/demo=yes";
