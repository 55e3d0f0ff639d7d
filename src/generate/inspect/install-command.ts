/**
 * How a release is made, in the words of `init`, of `generate` and of the chart's notes. Typed again it mends an
 * installation that failed, which `helm install` would refuse.
 */
export function installCommand(name: string, chart: string, values: string, hosts: string | undefined): string {
  const flag = hosts ? ` \\\n    --set-string config.${hosts}=${name}.localhost` : "";
  return `helm upgrade --install ${name} ${chart} -f ${values}${flag}`;
}
