/* embed_index.c: embed_index FOLDER OUT: writes the index of the WDK's names (the .tsv
 * files of FOLDER) as sorted C tables into OUT, so that a look-up is a binary search and
 * nothing is built at start-up. Runs at build time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 3, LITERAL = 2000 };

typedef struct table {
    char *text;
    char **cells; /* `columns` a row */
    size_t rows, columns;
} table;

typedef struct alias {
    const char *name;
    size_t row, position;
} alias;

typedef struct alias_list {
    alias *at;
    size_t count, room;
} alias_list;

static void *no_null(void *memory)
{
    if (!memory) {
        fputs("embed_index: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

static char *read_all(const char *folder, const char *name)
{
    char path[4096];
    char *text;
    long size;
    FILE *in;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0 || (size = ftell(in)) < 0 || fseek(in, 0, SEEK_SET) != 0) {
        perror(path);
        exit(1);
    }
    text = no_null(malloc((size_t)size + 1));
    if (fread(text, 1, (size_t)size, in) != (size_t)size) {
        perror(path);
        exit(1);
    }
    text[size] = '\0';
    (void)fclose(in);
    return text;
}

static int by_row(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static table read_table(const char *folder, const char *name, size_t columns)
{
    table made = {read_all(folder, name), NULL, 0, columns};
    size_t lines = 0;

    for (char *at = made.text; *at; at++)
        lines += *at == '\n';
    made.cells = no_null(calloc((lines + 1) * columns, sizeof *made.cells));
    for (char *line = made.text, *next; *line; line = next) {
        char *end = line + strcspn(line, "\r\n");

        next = end + strspn(end, "\r\n");
        *end = '\0';
        if (*line == '#')
            continue;
        for (size_t i = 0; i < columns; i++) {
            char *tab = strchr(line, '\t');

            made.cells[made.rows * columns + i] = line;
            if (tab)
                *tab++ = '\0';
            line = tab ? tab : end;
        }
        made.rows++;
    }
    if (made.rows)
        qsort(made.cells, made.rows, columns * sizeof *made.cells, by_row);
    return made;
}

static void write_text(FILE *out, const char *text)
{
    size_t count = 0;

    fputc('"', out);
    for (; *text; text++) {
        if (++count % LITERAL == 0)
            fputs("\"\n\"", out);
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_table(FILE *out, const table *from, const char *type, const char *name)
{
    fprintf(out, "const %s dl_index_%s[] = {\n", type, name);
    for (size_t row = 0; row < from->rows; row++) {
        fputs("{", out);
        for (size_t i = 0; i < from->columns; i++) {
            if (i)
                fputs(", ", out);
            write_text(out, from->cells[row * from->columns + i]);
        }
        fputs("},\n", out);
    }
    fprintf(out, "};\nconst size_t dl_index_%s_count = %zu;\n", name, from->rows);
}

static void add_alias(alias_list *list, const char *name, size_t row, size_t position)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 1024;
        list->at = no_null(realloc(list->at, list->room * sizeof *list->at));
    }
    list->at[list->count].name = name;
    list->at[list->count].row = row;
    list->at[list->count++].position = position;
}

/* The parts of `a; b` or `A, *PA`, each without its star; cut in place. */
static void add_parts(alias_list *list, char *text, const char *separators, size_t row)
{
    size_t position = 0;

    for (char *at = text; *at; position++) {
        char *end = at + strcspn(at, separators);
        char *next = *end ? end + 1 : end;

        *end = '\0';
        while (*at == ' ' || *at == '*')
            at++;
        while (end > at && end[-1] == ' ')
            *--end = '\0';
        if (*at)
            add_alias(list, at, row, position);
        at = next;
    }
}

static int by_name(const void *left, const void *right)
{
    const alias *a = left, *b = right;
    int order = strcmp(a->name, b->name);

    return order ? order : a->row < b->row ? -1 : a->row > b->row;
}

static void write_aliases(FILE *out, alias_list *list, const char *name)
{
    size_t count = 0;

    if (list->count)
        qsort(list->at, list->count, sizeof *list->at, by_name);
    fprintf(out, "const dl_index_alias dl_index_%s[] = {\n", name);
    for (size_t i = 0; i < list->count; i++) {
        if (i && strcmp(list->at[i].name, list->at[i - 1].name) == 0)
            continue;
        fputs("{", out);
        write_text(out, list->at[i].name);
        fprintf(out, ", %zu, %zu},\n", list->at[i].row, list->at[i].position);
        count++;
    }
    fprintf(out, "};\nconst size_t dl_index_%s_count = %zu;\n", name, count);
}

static void write_status(FILE *out, const table *from)
{
    fputs("const dl_index_status dl_index_statuses[] = {\n", out);
    for (size_t row = 0; row < from->rows; row++) {
        fputs("{", out);
        write_text(out, from->cells[row * 2]);
        fprintf(out, ", 0x%08lXu},\n", strtoul(from->cells[row * 2 + 1], NULL, 0) & 0xFFFFFFFFul);
    }
    fprintf(out, "};\nconst size_t dl_index_statuses_count = %zu;\n", from->rows);
}

int main(int argc, char **argv)
{
    alias_list structs = {0}, enums = {0}, values = {0};
    table made;
    FILE *out;

    if (argc != 3)
        return 2;
    out = fopen(argv[2], "w");
    if (!out) {
        perror(argv[2]);
        return 1;
    }
    fputs("/* generated by tools/embed_index.c */\n#include \"kernel/wdk_tables.h\"\n\n"
          "#if defined(__GNUC__)\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#endif\n\n",
          out);
    made = read_table(argv[1], "functions.tsv", 3);
    write_table(out, &made, "dl_wdk_function", "functions");
    made = read_table(argv[1], "callbacks.tsv", 2);
    write_table(out, &made, "dl_wdk_callback", "callbacks");
    made = read_table(argv[1], "structs.tsv", 3);
    write_table(out, &made, "dl_wdk_struct", "structs");
    for (size_t row = 0; row < made.rows; row++) {
        add_alias(&structs, made.cells[row * 3], row, 0);
        add_parts(&structs, made.cells[row * 3 + 1], ",", row);
    }
    write_aliases(out, &structs, "struct_names");
    made = read_table(argv[1], "enums.tsv", 3);
    write_table(out, &made, "dl_wdk_enum", "enums");
    for (size_t row = 0; row < made.rows; row++) {
        add_alias(&enums, made.cells[row * 3], row, 0);
        add_parts(&enums, made.cells[row * 3 + 1], ",", row);
        add_parts(&values, made.cells[row * 3 + 2], ";", row);
    }
    write_aliases(out, &enums, "enum_names");
    write_aliases(out, &values, "enumerators");
    made = read_table(argv[1], "headers.tsv", 1);
    write_table(out, &made, "dl_wdk_header", "headers");
    made = read_table(argv[1], "ntstatus.tsv", 2);
    write_status(out, &made);
    return fclose(out) == 0 ? 0 : 1;
}
