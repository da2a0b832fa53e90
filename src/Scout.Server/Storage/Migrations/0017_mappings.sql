-- Bodies of shapes of their own: where they hold what is asked for, and what is needed to read them once more.
alter table decoders add column paths text not null default '';        -- a mapping: list, device, time, values; JSON; empty: it is a decoder
alter table messages add column raw text not null default '';          -- the object it came as; empty: not kept
alter table networks add column last_body text not null default '';    -- what came last, to make a mapping of
