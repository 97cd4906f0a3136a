import type { LogPrefixes } from "./logPrefixes.ts";
import type { PodLogs, PodStream } from "./podLogs.ts";

/** So many of those that cannot be followed are named. */
const mostNamed = 3;

/** How many pods there are, and what there is no room for. */
export function podsWords({ pods, streams, left }: PodLogs): readonly string[] {
  const there = pods.filter(({ isGone }) => !isGone).length;
  const gone = pods.length - there;
  const more = [
    ...(left.pods > 0 ? [`${left.pods} more pods`] : []),
    ...(left.containers > 0 ? [`${left.containers} more containers`] : []),
  ];
  const followed = streams.filter(({ of }) => !of.isGone).length;
  return [
    `${there} ${there === 1 ? "pod" : "pods"}${gone === 0 ? "" : `, ${gone} gone`}`,
    ...(more.length === 0 ? [] : [`${followed} containers are followed, no room for ${more.join(" and ")}`]),
  ];
}

/** What keeps containers from being followed; `isOne` is of one pod alone, whose every container is named. */
export function troubleWords(followed: readonly PodStream[], prefixes: LogPrefixes, isOne: boolean): readonly string[] {
  const words = followed.flatMap((stream) => {
    const { state, words } = stream.log;
    // That init containers come to their end is no news.
    if (words === "" || (state === "ended" && followed.length > 1)) return [];
    const name = prefixes.nameOf(stream);
    return [words.includes(`"${name}"`) ? words : `${name}: ${words}`];
  });
  if (isOne || words.length <= mostNamed) return words;
  return [...words.slice(0, mostNamed), `${words.length - mostNamed} more are not followed`];
}
