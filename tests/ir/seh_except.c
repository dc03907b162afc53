#include <ntddk.h>

NTSTATUS Step(int n);

NTSTATUS test(int *p)
{
    NTSTATUS status = STATUS_SUCCESS;

    __try {
        Step(1);
        status = Step(*p);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = STATUS_UNSUCCESSFUL;
    }
    __try {
        __try {
            Step(2);
        } __finally {
            Step(3);
        }
    } __except (status == STATUS_PENDING ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
        return STATUS_PENDING;
    }
    return status;
}
