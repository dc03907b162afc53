/* Pointers that walk over an array: of each function the store to a Ring tells whether the walk is read as an index. */
typedef unsigned long ULONG;
typedef struct _ROW {
    void *Ring;
    ULONG Size;
} ROW;
typedef struct _HALL {
    ULONG Length;
    ROW Rows[8];
} HALL;

#define COUNT (sizeof(Rows) / sizeof(Rows[0]))
ROW Rows[8];
ROW Others[8];
ROW *Lent;
HALL Hall;
void *Make(ULONG size);
void Look(ROW **at);
void See(ROW *row);

void below_sum(void)
{
    for (ROW *row = Rows; row < Rows + COUNT; row++)
        row->Ring = Make(64);
}

void not_end(void)
{
    for (ROW *row = &Rows[0]; row != &Rows[8]; ++row)
        row->Ring = Make(64);
}

void to_a_local(void)
{
    ROW *const end = Rows + COUNT;
    ROW *row;

    for (row = Rows; row != end; row++)
        row->Ring = Make(64);
}

void of_a_member(void)
{
    for (ROW *row = Hall.Rows; row < Hall.Rows + 8; row += 1)
        row->Ring = Make(64);
}

void down(void)
{
    ROW *row = Rows + COUNT;

    while (row > Rows) {
        row--;
        row->Ring = Make(64);
    }
}

void up_and_down(void)
{
    ROW *row;

    for (row = Rows; row < Rows + COUNT; row++)
        if (Make(row->Size) == 0)
            break;
    while (row-- != Rows)
        row->Ring = 0;
}

void handed_on(void)
{
    for (ROW *row = Rows; row < Rows + COUNT; row++) {
        See(row);
        row->Ring = Make((ULONG)(row - Rows));
    }
}

void of_two_arrays(ULONG which)
{
    for (ROW *row = which ? Rows : Others; row < Rows + COUNT; row++)
        row->Ring = Make(64);
}

void set_elsewhere(void)
{
    for (ROW *row = Rows; row < Rows + COUNT; row++) {
        row->Ring = Make(64);
        row = Lent;
    }
}

void address_taken(void)
{
    for (ROW *row = Rows; row < Rows + COUNT; row++) {
        Look(&row);
        row->Ring = Make(64);
    }
}

void behind_a_pointer(ROW *rows)
{
    for (ROW *row = rows; row < rows + 8; row++)
        row->Ring = Make(64);
}

void to_a_mark(void)
{
    for (ROW *row = Rows; row->Size; row++)
        row->Ring = Make(64);
}

void test(void)
{
}
