/* Locals that hold the address of an element: of each function the store to a Ring tells what is named. */
typedef unsigned long ULONG;
typedef struct _ROW {
    void *Ring;
    ULONG Size;
} ROW;
typedef struct _CONTEXT {
    ROW Rows[8];
    ROW *More;
} CONTEXT;

ROW Rows[8];
ROW *Others;
CONTEXT *Context;
void *Make(ULONG size);
void Look(ROW *row, ROW **at);

static void Replace(void)
{
    Others = (ROW *)Make(sizeof(ROW) * 8);
}

void named(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Rows[i];

        row->Ring = Make(64);
    }
}

void by_sum(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = Rows + i;

        row->Ring = Make(64);
    }
}

void declared_before(void)
{
    ULONG i;
    ROW *row;

    for (i = 0; i < 8; i++) {
        row = &Rows[i];
        row->Ring = Make(64);
    }
}

void behind_parameter(CONTEXT *context)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &context->Rows[i];

        row->Ring = Make(64);
    }
}

void behind_global(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Others[i];
        void *ring = Make(64);

        row->Ring = ring;
    }
}

void where_it_is_left(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Rows[i];

        if (row->Size == 0) {
            row->Ring = 0;
            return;
        }
    }
}

void global_may_change(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Others[i];

        Replace();
        row->Ring = Make(64);
    }
}

void member_changes(CONTEXT *context)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &context->More[i];

        context->More = Rows;
        row->Ring = Make(64);
    }
}

void parameter_changes(CONTEXT *context)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &context->Rows[i];

        context = Context;
        row->Ring = Make(64);
    }
}

void index_goes_on(void)
{
    ULONG i = 0;

    while (i < 8) {
        ROW *row = &Rows[i];

        i++;
        row->Ring = Make(64);
    }
}

void written_twice(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Rows[i];

        if (row->Size)
            row = Others;
        row->Ring = Make(64);
    }
}

void address_taken(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Rows[i];

        Look(0, &row);
        row->Ring = Make(64);
    }
}

void on_one_way(ROW *other)
{
    ROW *row;

    for (ULONG i = 0; i < 8; i++) {
        if (other->Size)
            row = &Rows[i];
        row->Ring = Make(64);
    }
}

void of_two_pointers(CONTEXT **context)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &(*context)->More[i];

        row->Ring = Make(64);
    }
}

void next_to_it(void)
{
    for (ULONG i = 0; i < 7; i++) {
        ROW *row = &Rows[i];

        row[1].Ring = Make(64);
    }
}

void handed(void)
{
    for (ULONG i = 0; i < 8; i++) {
        ROW *row = &Rows[i];

        Look(row, 0);
    }
}

void test(void)
{
}
