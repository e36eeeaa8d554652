"""What travels through Temporal: models as JSON, whatever the names of a repository are made of."""

import json
import re
from typing import Any

from pydantic_core import PydanticSerializationError, to_jsonable_python
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import CompositePayloadConverter, DataConverter, DefaultPayloadConverter

_NO_TEXT = re.compile("[\ud800-\udfff]")


class _Json(PydanticJSONPlainPayloadConverter):
    """A file's name may be no text; that is no reason to lose what was found in all the others."""

    def to_payload(self, value: Any) -> Payload | None:
        """Return the value as JSON, bytes of names that are no UTF-8 spelled out: `\\udcff`."""
        try:
            return super().to_payload(value)
        except PydanticSerializationError:
            text = json.dumps(to_jsonable_python(value), ensure_ascii=False)
            spelled = _NO_TEXT.sub(lambda odd: rf"\\u{ord(odd[0]):04x}", text)
            return Payload(metadata={"encoding": self.encoding.encode()}, data=spelled.encode())


class _Converters(CompositePayloadConverter):
    def __init__(self) -> None:
        ours = _Json()
        usual = DefaultPayloadConverter.default_encoding_payload_converters
        super().__init__(*(ours if one.encoding == ours.encoding else one for one in usual))


DATA_CONVERTER = DataConverter(payload_converter_class=_Converters)
