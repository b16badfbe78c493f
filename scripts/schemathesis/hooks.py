"""Half of the addresses that are as described name something that there is; chance alone would find nothing."""

import json
import os
import zlib

import schemathesis

THERE_IS = json.loads(os.environ["PSER_THERE_IS"])


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is not None and case.meta.generation.mode.value != "positive":
        return
    for noun, (name, values) in THERE_IS.items():
        if values and case.path.startswith(f"/api/v1/{noun}/{{{name}}}"):
            chance = zlib.crc32(str(case.path_parameters[name]).encode())
            if chance % 2 == 0:
                case.path_parameters[name] = values[chance // 2 % len(values)]
