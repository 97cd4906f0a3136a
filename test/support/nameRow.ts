/** The smallest row, for tests of what carries rows. */
import { ProtobufReader } from "../../src/base/protobuf.ts";
import type { RowDecoder, Versioned } from "../../src/kube/sync/listWatch.ts";

export const nameDecoder: RowDecoder<Versioned> = {
  fromJson(object) {
    const { metadata } = object as { metadata: Readonly<Record<string, string>> };
    if (metadata === undefined) throw new TypeError("no metadata");
    return {
      key: [...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name].join("/"),
      uid: metadata.uid ?? "",
      resourceVersion: metadata.resourceVersion ?? "",
    };
  },
  fromProtobuf(bytes, start, end) {
    const reader = new ProtobufReader();
    reader.reset(bytes, start, end);
    let row = { key: "", uid: "", resourceVersion: "" };
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
      if (field !== 1) {
        reader.skip();
        continue;
      }
      const outer = reader.enter();
      let name = "";
      let namespace = "";
      for (let inner = reader.nextField(); inner !== 0; inner = reader.nextField()) {
        if (inner === 1) name = reader.string();
        else if (inner === 3) namespace = reader.string();
        else if (inner === 5) row = { ...row, uid: reader.string() };
        else if (inner === 6) row = { ...row, resourceVersion: reader.string() };
        else reader.skip();
      }
      reader.leave(outer);
      row = { ...row, key: namespace === "" ? name : `${namespace}/${name}` };
    }
    return row;
  },
};
