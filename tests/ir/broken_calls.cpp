/* Calls whose operands do not fit: the parser gives them up, the text tells what is called. */
typedef int (*SET)(int (*routine)(int), int on);

int Routine(int a, int b);
static SET Set;
static int (*Plain)(SET);

int test(SET given)
{
    SET local = Set;

    Set(Routine, 1);
    (*Set)(Routine, 2);
    local(Routine, 3);
    given(Routine, 4);
    Plain(Routine);
    return Unknown(Routine, 5);
}
