/** The Gateway that the shop's route hangs on. */
export interface Gateway {
  readonly namespace: string;
  readonly name: string;
  readonly sectionName?: string;
}

/** A version of the shop: its tag, and what its image is built from. */
export interface Version {
  readonly tag: string;
  readonly context: string;
  readonly buildArg: string;
}

/** Where the demo plays: a cluster, its entrance, a database, and a way to bring images there. */
export interface Place {
  /** What is told before anything happens: what will be installed, and where. */
  readonly about: readonly string[];
  /** What a person types to have all of it taken away. */
  readonly goodbye: string;
  /** Brings up what the rest needs. */
  open(): Promise<Opened>;
  /** Makes an image runnable in the cluster. */
  provide(version: Version): Promise<void>;
  /** The shop's images, without a tag. */
  readonly repository: string;
  /** Takes away what the demo left, and the cluster where it is the demo's own. */
  close(): Promise<void>;
}

export interface Opened {
  /** Files as KUBECONFIG has them; nothing: the user's usual ones. They are only read. */
  readonly kubeconfig: string | undefined;
  readonly context: string;
  readonly programs: {readonly helm: string; readonly kubectl: string};
  /** Where the data plane answers, from this machine. */
  readonly url: string;
  readonly gateway: Gateway;
  /** An empty database, made anew where the demo may do that. */
  database(): Promise<string>;
  /** What djcd has to be told here. */
  readonly flags: string;
}
