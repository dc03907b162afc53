/* Calls whose operands do not fit: the parser gives them up, the text tells what is called. */
typedef int (*SET)(int (*routine)(int), int on);

typedef int (*FILL)(int (*routine)(int), int from, int to);

struct Table {
    SET set;
    FILL fill;

    int Fill(int (*routine)(int), int from, int to);
};

int Wide(int (*routine)(int), int from, int to);

int Routine(int a, int b);
static SET Set;
static int (*Plain)(SET);

int test(SET given, FILL fill, Table *table, int on)
{
    SET local = Set;

    Set(Routine, 1);
    (*Set)(Routine, 2);
    local(Routine, 3);
    given(Routine, 4);
    Plain(Routine);
    fill(Routine, 5, 6);
    table->fill(Routine, 6, 7);
    (table + 1)->set(Routine, 8);
    int kept = table->fill(Routine, 7, 8);
    table->Fill(Routine, 8, 9);
    kept = Wide(Routine, 9, 10);
    if (given ?: local)
        kept = on ?: 9;
    return Unknown(Routine, kept);
}
