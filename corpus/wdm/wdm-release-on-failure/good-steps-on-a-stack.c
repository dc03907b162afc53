/* What was done is put on a stack, and undone from its top by kind. The trace session is done without if there is none,
 * so that one number of steps stands for others, too. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BarnUnload;

#define BARN_TAG 'nraB'

typedef enum _STEP_KIND { StepSession, StepBlock, StepDevice } STEP_KIND;

typedef struct _STEP {
    STEP_KIND Kind;
    REGHANDLE Session;
    PVOID What;
} STEP;

static const GUID BarnProvider = {0x6f0a1c21, 0x3b7d, 0x4c11, {1, 2, 3, 4, 5, 6, 7, 8}};
static STEP Steps[8];
static ULONG StepCount;

static STEP *NewStep(STEP_KIND Kind)
{
    STEP *step = &Steps[StepCount++];

    step->Kind = Kind;
    return step;
}

static VOID UndoSteps(VOID)
{
    while (StepCount > 0) {
        STEP *step = &Steps[--StepCount];

        switch (step->Kind) {
        case StepSession:
            EtwUnregister(step->Session);
            break;
        case StepBlock:
            ExFreePoolWithTag(step->What, BARN_TAG);
            break;
        case StepDevice:
            IoDeleteDevice(step->What);
            break;
        }
    }
}

VOID BarnUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UndoSteps();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    REGHANDLE session;
    PDEVICE_OBJECT device;
    PVOID block;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = BarnUnload;
    if (NT_SUCCESS(EtwRegister(&BarnProvider, NULL, NULL, &session)))
        NewStep(StepSession)->Session = session;
    block = ExAllocatePool2(POOL_FLAG_PAGED, 64, BARN_TAG);
    if (block == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Fail;
    }
    NewStep(StepBlock)->What = block;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status))
        goto Fail;
    NewStep(StepDevice)->What = device;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Barn");
    if (!NT_SUCCESS(status))
        goto Fail;
    return STATUS_SUCCESS;
Fail:
    UndoSteps();
    return status;
}
