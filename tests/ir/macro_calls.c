#include <ntddk.h>

NTSTATUS RealStep(PVOID p, int n);
#define Step RealStep
#define STEP_TWICE(p, n) (RealStep((p), (n)), RealStep((p), (n) + 1))
#define RETURN_IF_BAD(call)                                                                                            \
    do {                                                                                                               \
        NTSTATUS inner_ = (call);                                                                                      \
        if (!NT_SUCCESS(inner_))                                                                                       \
            return inner_;                                                                                             \
    } while (0)
#define FAIL_TO(label) goto label
#define DEVICE(x) ((x)->DeviceExtension)

NTSTATUS test(PDEVICE_OBJECT device, int n)
{
    NTSTATUS status;
    UNICODE_STRING name;

    status = Step(device, 1);
    status = STEP_TWICE(DEVICE(device), n);
    RETURN_IF_BAD(RealStep(&name, 2));
    if (status == 5)
        FAIL_TO(out);
    DEVICE(device) = NULL;
    return STATUS_SUCCESS;
out:
    return status;
}
