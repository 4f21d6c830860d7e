"""Rows: entries of a reply that are written as lists, as the names of fields cost a model tokens."""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from pydantic import BaseModel, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Row(BaseModel):
    """An entry that is written as a list: some fields by place; then some by a bare word that only one of
    them can have, the last of them by any other words; then the rest by name in an object. Of the
    words and the object there is only what is known. An object with all of the fields is read too."""

    by_place: ClassVar[tuple[str, ...]]
    by_word: ClassVar[tuple[str, ...]]

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        named = dict(zip(cls.by_place, value, strict=False))
        for one in value[len(cls.by_place) :]:
            said = one if isinstance(one, dict) else {cls._field_of(one): one}
            if said.keys() & named.keys():
                raise ValueError(f"{', '.join(said.keys() & named.keys())} stands twice")
            named |= said
        return named

    @classmethod
    def _field_of(cls, word: Any) -> str:
        """The field that a bare word is of: the last one, unless it is a choice of another."""
        if not isinstance(word, str):
            raise ValueError(
                f"{word!r} is neither a word nor the object behind {', '.join(cls.by_place)}"
            )
        chosen = (n for n in cls.by_word if word in get_args(cls.model_fields[n].annotation))
        return next(chosen, cls.by_word[-1])

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, make: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        fields = make.resolve_ref_schema(make(core))["properties"]
        rest = {name: fields[name] for name in fields if name not in cls.by_place + cls.by_word}
        parts = [fields[name] for name in cls.by_place + cls.by_word]
        parts.append({"type": "object", "properties": rest})
        # Not by place: most endpoints that enforce a schema know one shape for all items of a list.
        kinds = [part for at, part in enumerate(parts) if part not in parts[:at]]
        bounds = {"minItems": len(cls.by_place), "maxItems": len(parts)}
        return {"type": "array", "items": {"anyOf": kinds}, **bounds}
