"""Rows: entries of a reply that are written as lists, as the names of fields cost a model tokens."""

from __future__ import annotations

from typing import Any, ClassVar, get_args, get_origin

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
        named = {
            name: cls._listed(name, one) for name, one in zip(cls.by_place, value, strict=False)
        }
        for one in filter(None, value[len(cls.by_place) :]):
            said = one if isinstance(one, dict) else cls._worded(one)
            if said.keys() & named.keys():
                raise ValueError(f"{', '.join(said.keys() & named.keys())} stands twice")
            named |= said
        return named

    @classmethod
    def _listed(cls, name: str, value: Any) -> Any:
        """What stands at the place of a list: one name by itself is a list of one, and null is none."""
        if get_origin(cls.model_fields[name].annotation) is not list or isinstance(value, list):
            return value
        return [] if value is None else [value]

    @classmethod
    def _worded(cls, word: Any) -> dict[str, str]:
        """A bare word with its field: the last one, unless it is a choice of another."""
        if not isinstance(word, str):
            raise ValueError(
                f"{word!r} is neither a word nor the object behind {', '.join(cls.by_place)}"
            )
        for name in cls.by_word:
            if word.lower() in get_args(cls.model_fields[name].annotation):
                return {name: word.lower()}
        return {cls.by_word[-1]: word}

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
