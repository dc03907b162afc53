/* As parts-with-flags, but the loop that stops them leaves out the first. */
#include <ntddk.h>

#define MILL_TAG 'lliM'

typedef struct _PART {
    NTSTATUS (*Start)(struct _PART *Part);
    VOID (*Stop)(struct _PART *Part);
    BOOLEAN IsOptional;
    BOOLEAN IsOn;
    PVOID State;
} PART, *PPART;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD MillUnload;

static VOID MillOnProcess(HANDLE Parent, HANDLE Process, BOOLEAN IsNew)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(IsNew);
}

static VOID MillOnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static NTSTATUS MillStartMemory(PPART Part)
{
    Part->State = ExAllocatePoolWithTag(NonPagedPoolNx, PAGE_SIZE, MILL_TAG); /* expect: wdm-unload-releases */
    return Part->State ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID MillStopMemory(PPART Part)
{
    ExFreePoolWithTag(Part->State, MILL_TAG);
    Part->State = NULL;
}

static NTSTATUS MillStartImages(PPART Part)
{
    UNREFERENCED_PARAMETER(Part);
    return PsSetLoadImageNotifyRoutine(MillOnImage);
}

static VOID MillStopImages(PPART Part)
{
    UNREFERENCED_PARAMETER(Part);
    PsRemoveLoadImageNotifyRoutine(MillOnImage);
}

static NTSTATUS MillStartProcesses(PPART Part)
{
    UNREFERENCED_PARAMETER(Part);
    return PsSetCreateProcessNotifyRoutine(MillOnProcess, FALSE);
}

static VOID MillStopProcesses(PPART Part)
{
    UNREFERENCED_PARAMETER(Part);
    PsSetCreateProcessNotifyRoutine(MillOnProcess, TRUE);
}

static PART MillParts[] = {
    {MillStartMemory, MillStopMemory, FALSE},
    {MillStartImages, MillStopImages, TRUE},
    {MillStartProcesses, MillStopProcesses, FALSE},
};

static VOID MillStop(VOID)
{
    for (LONG i = ARRAYSIZE(MillParts) - 1; i > 0; i--)
        if (MillParts[i].IsOn) {
            MillParts[i].Stop(&MillParts[i]);
            MillParts[i].IsOn = FALSE;
        }
}

static NTSTATUS MillStart(VOID)
{
    for (ULONG i = 0; i < ARRAYSIZE(MillParts); i++) {
        NTSTATUS status = MillParts[i].Start(&MillParts[i]);

        if (NT_SUCCESS(status)) {
            MillParts[i].IsOn = TRUE;
        } else if (!MillParts[i].IsOptional) {
            MillStop();
            return status;
        }
    }
    return STATUS_SUCCESS;
}

static VOID MillUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MillStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = MillUnload;
    return MillStart(); /* expect: wdm-release-on-failure */
}
