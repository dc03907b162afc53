#include <ntddk.h>

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))
int Known[20], Counted[7];
int Cond(int n);
void Take(int *p);

VOID at_most(PDRIVER_OBJECT driver)
{
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        driver->MajorFunction[i] = NULL;
}

VOID below(VOID)
{
    int i;

    for (i = 2; i < 9; ++i)
        Known[i] = 1;
}

VOID not_equal(VOID)
{
    for (int i = 3; i != 9; i += 1)
        Known[i] = 1;
}

VOID down_to_zero(VOID)
{
    for (int i = 5; i >= 0; i--)
        Known[i] = 1;
}

VOID down_above(VOID)
{
    for (int i = 5; i > 1; i = i - 1)
        Known[i] = 1;
}

VOID quotient(VOID)
{
    for (SIZE_T i = 0; i < COUNT(Counted); i++)
        Counted[i] = 1;
}

VOID bound_first(VOID)
{
    for (UCHAR i = 0; 4 > i; i++)
        Known[i] = 1;
}

VOID by_while(VOID)
{
    int i = 0;

    while (i < 4) {
        Known[i] = 1;
        i++;
    }
}

VOID conditional(VOID)
{
    for (int i = 0; i < 4; i++)
        if (Cond(i))
            Known[i] = 1;
}

VOID continued(VOID)
{
    for (int i = 0; i < 4; i++) {
        if (Cond(i))
            continue;
        Known[i] = 1;
    }
}

VOID left_early(VOID)
{
    for (int i = 0; i < 4; i++) {
        if (Cond(i))
            break;
        Known[i] = 1;
    }
}

VOID unknown_bound(int n)
{
    for (int i = 0; i < n; i++)
        Known[i] = 1;
}

VOID unknown_start(int n)
{
    for (int i = n; i < 4; i++)
        Known[i] = 1;
}

VOID step_of_two(VOID)
{
    for (int i = 0; i < 4; i += 2)
        Known[i] = 1;
}

VOID written_inside(VOID)
{
    for (int i = 0; i < 4; i++) {
        if (Cond(i))
            i = 0;
        Known[i] = 1;
    }
}

VOID address_taken(VOID)
{
    for (int i = 0; i < 4; i++) {
        Take(&i);
        Known[i] = 1;
    }
}

VOID after_the_step(VOID)
{
    int i = 0;

    while (i < 4) {
        i++;
        Known[i] = 1;
    }
}

VOID down_before_the_step(VOID)
{
    int i = 4;

    while (i-- > 0)
        Known[i] = 1;
}

VOID down_by_its_value(VOID)
{
    int i = 4;

    while (i--)
        Known[i] = 1;
}

VOID down_stepping_first(VOID)
{
    int i = 4;

    while (i > 0) {
        i--;
        Known[i] = 1;
    }
}

VOID down_once_at_least(VOID)
{
    int i = 4;

    do {
        Known[i] = 1;
    } while (i-- > 0);
}

VOID by_member(PDRIVER_OBJECT driver)
{
    struct {
        int from;
        ULONG i;
    } at = {0};

    for (at.from = 1; at.i <= IRP_MJ_MAXIMUM_FUNCTION; at.i++)
        driver->MajorFunction[at.i] = NULL;
}

VOID member_written_as_a_whole(VOID)
{
    struct place {
        int i;
    } at = {0}, none = {0};

    for (; at.i < 5; at.i++) {
        Known[at.i] = 1;
        if (Cond(2))
            at = none;
    }
}

VOID member_lent(VOID)
{
    struct {
        int i, other;
    } at = {0};

    for (; at.i < 5; at.i++) {
        Known[at.i] = 1;
        Take(&at.i);
    }
}

VOID other_member_lent(VOID)
{
    struct {
        int i, other;
    } at = {0};

    for (; at.i < 5; at.i++) {
        Known[at.i] = 1;
        Take(&at.other);
    }
}

VOID member_of_a_union(VOID)
{
    union {
        int i;
        UCHAR part;
    } at;

    for (at.i = 0; at.i < 5; at.i++) {
        Known[at.i] = 1;
        at.part = 3;
    }
}

VOID from_an_element(PDRIVER_OBJECT driver, int *row)
{
    int square[2][3];

    for (int i = 0; i < 7; i++) {
        (&driver->MajorFunction[0])[i] = NULL;
        (&Known[2])[i] = 1;
        (&row[0])[i] = 1;
        (&square[1])[0][i] = 1;
    }
}

VOID test(VOID)
{
}
