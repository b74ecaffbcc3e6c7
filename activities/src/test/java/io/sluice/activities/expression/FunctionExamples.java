package io.sluice.activities.expression;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;

/** One example and more of every function that expressions may use, over columns of every type. */
final class FunctionExamples {
    static final List<Column> COLUMNS = List.of(
            new Column("s", DataType.STRING),
            new Column("z", DataType.STRING),
            new Column("i", DataType.INT),
            new Column("l", DataType.BIGINT),
            new Column("d", DataType.DOUBLE),
            new Column("n", DataType.decimal(10, 2)),
            new Column("w", DataType.decimal(38, 6)),
            new Column("t", DataType.BOOLEAN),
            new Column("day", DataType.DATE),
            new Column("at", DataType.TIMESTAMP),
            new Column("list", DataType.array(DataType.INT)),
            new Column("data", DataType.BINARY));

    /** The names first in a line; examples after them, set apart by semicolons. */
    static final List<String> NUMBERS = List.of(
            "abs: abs(d); abs(i); abs(l); abs(w)",
            "ceil ceiling floor: ceil(d); ceiling(n); floor(d); floor(w); ceil(d, 2); floor(n, 1)",
            "round bround: round(d, 2); bround(n, 1); round(l, -3); round(d)",
            "sign signum: sign(d); signum(n)",
            "sqrt cbrt exp: sqrt(d); cbrt(d); exp(d)",
            "ln log log10 log2 log1p: ln(d); log(d); log(2, d); log10(d); log2(d); log1p(d)",
            "pow power: pow(d, 2); power(d, d)",
            "mod div: mod(i, l); mod(n, d); i div l; n div w",
            "negative positive: negative(i); positive(d)",
            "try_add try_subtract try_multiply try_divide: try_add(i, 1); try_subtract(l, i); try_multiply(d, d);"
                    + " try_divide(n, d)",
            "greatest least: greatest(i, l, d); least(n, w)");

    static final List<String> CHOICES = List.of(
            "coalesce nvl ifnull nvl2: coalesce(i, 0); nvl(s, 'none'); ifnull(d, 0); nvl2(s, 1, 2)",
            "nullif if when: nullif(i, 0); if(t, i, l); case when t then d else n end",
            "isnull isnotnull isnan nanvl equal_null: isnull(s); isnotnull(s); isnan(d); nanvl(d, 0); equal_null(s, z)",
            "boolean int bigint double decimal string binary date timestamp: boolean(s); int(d); bigint(d); double(s);"
                    + " decimal(s); string(at); binary(s); date(at); timestamp(s)",
            "cast: cast(d as int); cast(d as bigint); cast(l as int); cast(w as bigint); cast(s as decimal(38,10));"
                    + " cast(d as decimal(5,2)); cast(at as int); cast(at as double); cast(day as timestamp); cast(d as"
                    + " float); cast(i as tinyint); cast(t as double)");
    static final List<String> TEXTS = List.of(
            "lower lcase upper ucase initcap: lower(s); lcase(s); upper(s); ucase(s); initcap(s)",
            "trim ltrim rtrim btrim: trim(s); ltrim(s); rtrim(s); btrim(s, 'a'); trim(both 'x' from s)",
            "length char_length character_length bit_length octet_length: length(s); char_length(s);"
                    + " character_length(s); bit_length(s); octet_length(data)",
            "substring substr left right: substring(s, 1, 2); substr(s, i, i); left(s, 2); right(s, i)",
            "concat concat_ws: concat(s, '-', i); concat_ws(',', s, z)",
            "contains startswith endswith: contains(s, z); startswith(s, z); endswith(s, z)",
            "like: s like 'a%'; s like z; s like any ('a%', 'b%'); s not like all ('a%', 'b')",
            "rlike regexp regexp_like: s rlike '^a+$'; s rlike z; s regexp z; regexp_like(s, z)",
            "regexp_extract regexp_replace: regexp_extract(s, '(a)(b)?', 2); regexp_extract(s, z, i);"
                    + " regexp_replace(s, z, z); regexp_replace(s, 'a', 'b')",
            "replace translate reverse: replace(s, 'a', z); translate(s, z, 'x'); reverse(s)",
            "instr locate position: instr(s, z); locate(z, s, i); position('a', s)",
            "split split_part: split(s, ','); split(s, z); split(s, ',', i); split_part(s, z, i)",
            "ascii hex: ascii(s); hex(s); hex(l); hex(data)",
            "md5 sha sha1 sha2 crc32 xxhash64 hash: md5(s); sha(s); sha1(s); sha2(s, i); sha2(s, 256); crc32(s);"
                    + " xxhash64(s, d); hash(s, n, list)",
            "get_json_object: get_json_object(s, '$.a'); get_json_object(s, z)");
    static final List<String> TIMES = List.of(
            "year quarter month weekofyear: year(day); quarter(at); month(day); weekofyear(day)",
            "day dayofmonth dayofweek dayofyear weekday: day(at); dayofmonth(day); dayofweek(day); dayofyear(day);"
                    + " weekday(at)",
            "hour minute second: hour(at); minute(at); second(at)",
            "extract date_part datepart: extract(hour from at); date_part('week', day); datepart('second', at)",
            "date_trunc trunc last_day: date_trunc('week', at); date_trunc(s, at); trunc(day, 'month'); trunc(day, s);"
                    + " last_day(day)",
            "date_add dateadd date_sub: date_add(day, i); dateadd(day, i); dateadd(month, i, at); dateadd(year, i,"
                    + " at); date_sub(day, i)",
            "datediff date_diff: datediff(day, date(at)); datediff(hour, at, day); date_diff(day, day)",
            "unix_date unix_seconds unix_millis unix_micros: unix_date(day); unix_seconds(at); unix_millis(at);"
                    + " unix_micros(at)",
            "date_from_unix_date: date_from_unix_date(i)",
            "timestamp_seconds timestamp_millis timestamp_micros: timestamp_seconds(l); timestamp_seconds(d);"
                    + " timestamp_seconds(w); timestamp_millis(l); timestamp_micros(l)");
    static final List<String> LISTS = List.of(
            "array named_struct struct: array(i, 1); array(d, l); named_struct('a', i, 'b', s); struct(i, s)",
            "element_at get: element_at(list, i); get(list, i); list[i]; element_at(list, -1); element_at(list, 0)",
            "size cardinality array_size array_contains array_min array_max: size(list); cardinality(list);"
                    + " array_size(list); array_contains(list, i); array_min(list); array_max(list)");
    static final List<String> OPERATORS = List.of(
            "operators: i + 1; l - i; l * l; d / d; n / w; w * w; i % l; d % n; -l; d * d * d; d + d; w + w; w - n; d"
                    + " - l",
            "comparison: i = l; d <> n; s < z; d > l; i <=> l; i between -3 and l; i in (1, 2, NULL); s is null; t and"
                    + " d > 1; not t or t; s = i; at > s; day = s");

    private FunctionExamples() {}

    static List<List<String>> groups() {
        return List.of(OPERATORS, NUMBERS, CHOICES, TEXTS, TIMES, LISTS);
    }

    static List<String> names(String line) {
        return List.of(line.substring(0, line.indexOf(':')).split(" "));
    }

    static List<String> examples(String line) {
        return List.of(line.substring(line.indexOf(':') + 2).split("; "));
    }
}
