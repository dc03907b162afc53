#include <ntddk.h>

NTSTATUS Step(PVOID p);

int test(PVOID p, int a, int b)
{
    NTSTATUS status;
    int value = a && !b;

    if (!p || (a && b))
        a = 1;
    if (!NT_SUCCESS(status = Step(p)) && !(a || b))
        return !value;
    else if (a)
        b = 2;
    else if ((status = Step(NULL)) == STATUS_PENDING)
        b = 3;
    else
        b = 4;
    value = a ? b : p ? 1 : 2;
    value = a ?: b;
    a ? Step(p) : Step(NULL);
    a || Step(p);
    return value ? !a : b;
}
