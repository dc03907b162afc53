#include <ntddk.h>

NTSTATUS Step(int n);

NTSTATUS test(void)
{
    NTSTATUS status;

    do {
        status = Step(1);
        if (!NT_SUCCESS(status))
            break;
        status = Step(2);
        if (!NT_SUCCESS(status))
            continue;
        Step(3);
    } while (FALSE);
    return status;
}
