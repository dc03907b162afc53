#include <ntddk.h>

NTSTATUS Step(int n);
VOID Undo(int n);

NTSTATUS test(int n)
{
    NTSTATUS status = Step(1);

    if (!NT_SUCCESS(status))
        goto done;
    status = Step(2);
    if (!NT_SUCCESS(status)) {
        int inner = n;

        Undo(inner);
        goto undo;
    }
    return STATUS_SUCCESS;
undo:
    Undo(1);
done:
    return status;
}
