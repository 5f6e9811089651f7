//! Arrow tables across the border, through the Arrow `PyCapsule` interface.
//!
//! The one place of the bindings with unsafe code: the C structures behind the capsules of others can only be taken
//! over by pointer. The arrays made of them are checked (offsets, UTF-8) before anything reads them; the sizes of the
//! buffers behind them cannot be, because the C interface does not tell them.
#![expect(unsafe_code, reason = "Arrow's C interface is made of raw pointers")]

use crate::error::data_error;
use crate::found::how;
use arrow_array::builder::{Float64Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, GenericStringArray, Int64Array, LargeStringArray, OffsetSizeTrait, PrimitiveArray, RecordBatch,
    RecordBatchIterator, RecordBatchReader, StringArray, StringViewArray, make_array,
};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use entmatch_core::bulk::Row;
use entmatch_core::gazetteer::Date;
use entmatch_core::scan::{FoundMany, NameMatch};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::CStr;
use std::sync::Arc;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// The table's schema: plain utf8 and signed integers, which every consumer takes.
fn schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let number = |name: &str| Field::new(name, DataType::Float64, true);
    let integer = |name: &str, nullable| Field::new(name, DataType::Int64, nullable);
    Arc::new(Schema::new(vec![
        Field::new("doc_id", DataType::Utf8, false),
        integer("start", false),
        integer("end", false),
        Field::new("surface", DataType::Utf8, false),
        text("reading"),
        text("entity_id"),
        Field::new("name", DataType::Utf8, false),
        text("kind"),
        text("country"),
        number("lat"),
        number("lon"),
        text("actor_id"),
        text("code"),
        Field::new("ids", DataType::Utf8, false),
        Field::new("how", DataType::Utf8, false),
        text("via"),
        Field::new("score", DataType::Float64, false),
        Field::new("alternatives", DataType::List(Arc::new(alternative_field())), false),
        integer("chain", true),
        Field::new("evidence", DataType::List(Arc::new(evidence_field())), false),
    ]))
}

fn alternative_fields() -> Fields {
    Fields::from(vec![
        Field::new("entity_id", DataType::Utf8, false),
        Field::new("name", DataType::Utf8, false),
        Field::new("score", DataType::Float64, false),
    ])
}

fn alternative_field() -> Field {
    Field::new("item", DataType::Struct(alternative_fields()), false)
}

fn evidence_field() -> Field {
    Field::new("item", DataType::Utf8, false)
}

/// The schema as a capsule.
pub(crate) fn schema_capsule(py: Python<'_>) -> PyResult<Bound<'_, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema().as_ref()).map_err(refused)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// The rows as a capsule of one stream. Each call builds it anew: some consumers ask three times.
pub(crate) fn stream_capsule<'py, 'r>(
    py: Python<'py>,
    rows: impl FnOnce() -> Vec<Row<'r>> + Send,
) -> PyResult<Bound<'py, PyCapsule>> {
    let batch = py.detach(|| record_batch(&rows())).map_err(refused)?;
    let schema = batch.schema();
    let reader: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new([Ok(batch)], schema));
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}

fn record_batch(rows: &[Row<'_>]) -> Result<RecordBatch, ArrowError> {
    let text = |pick: for<'r> fn(&Row<'r>) -> &'r str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(pick)))
    };
    let maybe = |pick: for<'r> fn(&Row<'r>) -> Option<&'r str>| -> ArrayRef {
        Arc::new(rows.iter().map(pick).collect::<StringArray>())
    };
    let integer = |pick: fn(&Row<'_>) -> Option<i64>| -> ArrayRef {
        let mut column = Int64Builder::with_capacity(rows.len());
        column.extend(rows.iter().map(pick));
        Arc::new(column.finish())
    };
    let number = |pick: fn(&Row<'_>) -> Option<f64>| -> ArrayRef {
        let mut column = Float64Builder::with_capacity(rows.len());
        column.extend(rows.iter().map(pick));
        Arc::new(column.finish())
    };
    RecordBatch::try_new(
        schema(),
        vec![
            text(|row| row.doc_id),
            integer(|row| Some(row.start)),
            integer(|row| Some(row.end)),
            text(|row| row.surface),
            maybe(|row| row.reading),
            maybe(|row| row.entity_id),
            text(|row| row.name),
            maybe(|row| row.kind),
            maybe(|row| row.country),
            number(|row| row.lat),
            number(|row| row.lon),
            maybe(|row| row.actor_id),
            maybe(|row| row.code),
            Arc::new(StringArray::from_iter_values(rows.iter().map(Row::ids_json))),
            text(|row| row.how),
            maybe(|row| row.via),
            number(|row| Some(row.score)),
            alternatives(rows),
            integer(|row| row.chain),
            evidence(rows),
        ],
    )
}

fn alternatives(rows: &[Row<'_>]) -> ArrayRef {
    let item = StructBuilder::from_fields(alternative_fields(), rows.len());
    let mut column = ListBuilder::new(item).with_field(alternative_field());
    for row in rows {
        for alternative in &row.alternatives {
            let item = column.values();
            if let Some(id) = item.field_builder::<StringBuilder>(0) {
                id.append_value(alternative.entity_id);
            }
            if let Some(name) = item.field_builder::<StringBuilder>(1) {
                name.append_value(alternative.name);
            }
            if let Some(score) = item.field_builder::<Float64Builder>(2) {
                score.append_value(alternative.score);
            }
            item.append(true);
        }
        column.append(true);
    }
    Arc::new(column.finish())
}

fn evidence(rows: &[Row<'_>]) -> ArrayRef {
    let mut column = ListBuilder::new(StringBuilder::new()).with_field(evidence_field());
    for row in rows {
        for reason in &row.evidence {
            column.values().append_value(reason);
        }
        column.append(true);
    }
    Arc::new(column.finish())
}

fn refused(error: ArrowError) -> PyErr {
    data_error(format!("Arrow: {error}"))
}

/// The names found in many texts, as a capsule of one stream.
pub(crate) fn found_capsule<'py>(
    py: Python<'py>,
    found: &FoundMany,
    ids: Option<Vec<String>>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let integers =
        |values: &mut dyn Iterator<Item = i64>| -> ArrayRef { Arc::new(Int64Array::from_iter_values(values)) };
    let numbers = |pick: fn(&NameMatch) -> u32| integers(&mut found.all().iter().map(|one| i64::from(pick(one))));
    let texts =
        (0_i64..).zip(0..found.len()).flat_map(|(number, text)| std::iter::repeat_n(number, found.of(text).len()));
    let mut columns = vec![
        ("text", integers(&mut texts.into_iter())),
        ("start", numbers(|one| one.span.start)),
        ("end", numbers(|one| one.span.end)),
        ("name", numbers(|one| one.name)),
    ];
    if let Some(ids) = ids {
        columns.push(("id", Arc::new(StringArray::from(ids))));
    }
    let hows = StringArray::from_iter_values(found.all().iter().map(|one| how(one.how)));
    columns.push(("how", Arc::new(hows)));
    let batch = RecordBatch::try_from_iter(columns).map_err(refused)?;
    let schema = batch.schema();
    let reader: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new([Ok(batch)], schema));
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}

/// The chunks of a column of text, checked; nothing if the object is none.
pub(crate) fn columns(object: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Strings>>> {
    let chunks: Vec<ArrayRef> = if object.hasattr("__arrow_c_array__")? {
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) =
            object.call_method0("__arrow_c_array__")?.extract()?;
        let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
        let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
        // SAFETY: capsules of these names hold pointers to initialised structures, by the PyCapsule interface. The array
        // is moved out (its `release` is cleared behind it), the schema is only read; both capsules live until then.
        let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) }.map_err(refused)?;
        vec![make_array(data)]
    } else if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: as in `batches`.
        let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
        let reader = ArrayStreamReader::try_new(stream).map_err(refused)?;
        reader.collect::<Result<_, _>>().map_err(refused)?
    } else {
        return Ok(None);
    };
    let text = |array: ArrayRef| {
        check(&array).map_err(|error| data_error(format!("the column of texts is damaged: {error}")))?;
        let of_text = match array.data_type() {
            DataType::Dictionary(_, values) => values.is_string(),
            DataType::Null => true,
            other => other.is_string(),
        };
        Strings::of(&array)
            .filter(|_| of_text)
            .ok_or_else(|| data_error(format!("the column is of type {}; expected text", array.data_type())))
    };
    chunks.into_iter().map(text).collect::<PyResult<Vec<_>>>().map(Some)
}

/// Which columns of a table hold what.
pub(crate) struct TableColumns {
    pub(crate) text: String,
    pub(crate) id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) lang: Option<String>,
}

/// One batch of a table, checked, ready to be read without the interpreter.
pub(crate) struct Batch {
    pub(crate) texts: Strings,
    pub(crate) ids: Option<Strings>,
    pub(crate) dates: Option<Strings>,
    pub(crate) langs: Option<Strings>,
}

/// The batches of anything with `__arrow_c_stream__`.
pub(crate) fn batches(
    table: &Bound<'_, PyAny>,
    columns: TableColumns,
) -> PyResult<impl Iterator<Item = PyResult<Batch>>> {
    if !table.hasattr("__arrow_c_stream__")? {
        let found = table.get_type().qualname()?;
        return Err(data_error(format!(
            "a {found} has no __arrow_c_stream__; give a pyarrow Table, a polars or pandas DataFrame or a duckdb \
             relation (a polars LazyFrame: collect it first)"
        )));
    }
    let capsule = table.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a pointer to an initialised ArrowArrayStream, by the PyCapsule interface;
    // the stream is moved out (its `release` is cleared behind it), and the capsule lives until after that.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    let reader = RecordBatchStreamReader::try_new(stream).map_err(refused)?;
    Ok(reader.map(move |batch| Batch::new(&batch.map_err(refused)?, &columns)))
}

impl Batch {
    fn new(batch: &RecordBatch, columns: &TableColumns) -> PyResult<Self> {
        let column = |name: &String| Strings::new(batch, name);
        Ok(Self {
            texts: column(&columns.text)?,
            ids: columns.id.as_ref().map(column).transpose()?,
            dates: columns.date.as_ref().map(column).transpose()?,
            langs: columns.lang.as_ref().map(column).transpose()?,
        })
    }
}

/// Refuses a column that cannot be read safely. Text that is not ASCII takes arrow's own check as long as half of the
/// scan, so sound text is seen by vectors and only the rest goes there, for the place of the fault.
fn check(column: &ArrayRef) -> Result<(), ArrowError> {
    let data = column.to_data();
    let sound = match column.data_type() {
        DataType::Utf8 => is_sound(column.as_string::<i32>()),
        DataType::LargeUtf8 => is_sound(column.as_string::<i64>()),
        _ => false,
    };
    if sound {
        data.validate()?;
        data.validate_nulls()
    } else {
        data.validate_full()
    }
}

/// Are the offsets in order and within the values, and is what lies between them UTF-8?
fn is_sound<O: OffsetSizeTrait>(column: &GenericStringArray<O>) -> bool {
    let offsets = column.value_offsets();
    let (Some(first), Some(last)) = (offsets.first(), offsets.last()) else { return false };
    offsets.is_sorted()
        && *first >= O::default()
        && column
            .value_data()
            .get(first.as_usize()..last.as_usize())
            .and_then(|values| simdutf8::basic::from_utf8(values).ok())
            .is_some_and(|text| offsets.iter().all(|at| text.is_char_boundary(at.as_usize() - first.as_usize())))
}

/// A column that can be read as text.
pub(crate) enum Strings {
    /// `utf8`.
    Small(StringArray),
    /// `large_utf8` (pandas).
    Large(LargeStringArray),
    /// `utf8_view` (polars).
    View(StringViewArray),
    /// Anything else that has a text form: numbers, dates, dictionaries.
    Made(Vec<Option<String>>),
}

impl Strings {
    fn new(batch: &RecordBatch, name: &str) -> PyResult<Self> {
        let Some(column) = batch.column_by_name(name) else {
            let schema = batch.schema();
            let found: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            return Err(data_error(format!("the table has no column {name:?}; it has {found:?}")));
        };
        check(column).map_err(|error| data_error(format!("column {name:?} is damaged: {error}")))?;
        Self::of(column).ok_or_else(|| {
            data_error(format!(
                "column {name:?} is of type {}; expected text (or, for ids and dates, whole numbers and \
                                dates)",
                column.data_type()
            ))
        })
    }

    fn of(column: &ArrayRef) -> Option<Self> {
        Some(match column.data_type() {
            DataType::Utf8 => Self::Small(column.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Self::Large(column.as_string::<i64>().clone()),
            DataType::Utf8View => Self::View(column.as_string_view().clone()),
            DataType::Null => Self::Made(vec![None; column.len()]),
            DataType::Int32 => Self::made(column.as_primitive::<Int32Type>(), |n| n.to_string()),
            DataType::Int64 => Self::made(column.as_primitive::<Int64Type>(), |n| n.to_string()),
            DataType::UInt32 => Self::made(column.as_primitive::<UInt32Type>(), |n| n.to_string()),
            DataType::UInt64 => Self::made(column.as_primitive::<UInt64Type>(), |n| n.to_string()),
            DataType::Date32 => Self::made(column.as_primitive::<Date32Type>(), |day| Date(day).to_string()),
            DataType::Date64 => Self::made(column.as_primitive::<Date64Type>(), |ms| day(ms, 1_000)),
            DataType::Timestamp(TimeUnit::Second, _) => {
                Self::made(column.as_primitive::<TimestampSecondType>(), |s| day(s, 1))
            }
            DataType::Timestamp(TimeUnit::Millisecond, _) => {
                Self::made(column.as_primitive::<TimestampMillisecondType>(), |ms| day(ms, 1_000))
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                Self::made(column.as_primitive::<TimestampMicrosecondType>(), |us| day(us, 1_000_000))
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                Self::made(column.as_primitive::<TimestampNanosecondType>(), |ns| day(ns, 1_000_000_000))
            }
            DataType::Dictionary(..) => {
                let dictionary = column.as_any_dictionary_opt()?;
                let values = Self::of(dictionary.values())?;
                // Keys of null rows are arbitrary, so they are not looked at.
                let keys = dictionary.normalized_keys();
                let get = |(row, key)| if column.is_null(row) { None } else { values.get(key).map(str::to_owned) };
                Self::Made(keys.into_iter().enumerate().map(get).collect())
            }
            _ => return None,
        })
    }

    fn made<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>, form: impl Fn(T::Native) -> String) -> Self {
        Self::Made(column.iter().map(|value| value.map(&form)).collect())
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Small(column) => column.len(),
            Self::Large(column) => column.len(),
            Self::View(column) => column.len(),
            Self::Made(column) => column.len(),
        }
    }

    /// The text of a row; none where it is null or there is no such row.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        match self {
            Self::Small(column) => (row < column.len() && column.is_valid(row)).then(|| column.value(row)),
            Self::Large(column) => (row < column.len() && column.is_valid(row)).then(|| column.value(row)),
            Self::View(column) => (row < column.len() && column.is_valid(row)).then(|| column.value(row)),
            Self::Made(column) => column.get(row)?.as_deref(),
        }
    }
}

/// The date of a time since 1970, in the time zone that the column is in at rest (UTC).
fn day(time: i64, per_second: i64) -> String {
    let day = time.div_euclid(per_second).div_euclid(86_400);
    Date(i32::try_from(day).unwrap_or_default()).to_string()
}
