#include <ntddk.h>

NTSTATUS Step(int n);

NTSTATUS test(int n)
{
    NTSTATUS status = STATUS_SUCCESS;

    __try {
        if (n == 1)
            __leave;
        if (n == 2)
            return Step(n);
        if (n == 3)
            goto out;
        status = Step(4);
    } __finally {
        if (AbnormalTermination())
            Step(5);
        else if (!NT_SUCCESS(status))
            Step(6);
    }
    return status;
out:
    return STATUS_UNSUCCESSFUL;
}
