#include <ntddk.h>

typedef NTSTATUS (*STEP)(int);
NTSTATUS Step(int n);
static NTSTATUS Local(int n)
{
    return n;
}
struct table {
    STEP run;
};

NTSTATUS test(STEP pointer, struct table *t)
{
    NTSTATUS status = Step(Local(Step(1)) + Local(2));

    (VOID)Step(3);
    Step(4), Step(5);
    status = pointer(6);
    status = (*pointer)(7);
    status = t->run(8);
    (Local)(9);
    return Step(10) ? Step(11) : status;
}
