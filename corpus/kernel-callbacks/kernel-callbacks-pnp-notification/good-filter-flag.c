/* A minifilter whose unload routine undoes what the bits say, all of which are set. */
#include <fltKernel.h>

#define STEP_FILTER 1
#define STEP_ARRIVAL 2

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Moat;
static PVOID ArrivalEntry;
static ULONG Steps;
static const GUID BridgeInterface = {0x1bd9eb4d, 0x0e4e, 0x4a0b, {1, 2, 3, 4, 5, 6, 7, 8}};

static NTSTATUS MoatArrival(PVOID Notification, PVOID Context)
{
    UNREFERENCED_PARAMETER(Notification);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

static VOID MoatUndo(ULONG Made)
{
    if (Made & STEP_ARRIVAL)
        IoUnregisterPlugPlayNotificationEx(ArrivalEntry);
    if (Made & STEP_FILTER)
        FltUnregisterFilter(Moat);
}

static NTSTATUS FLTAPI MoatUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    MoatUndo(Steps);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, MoatUnload};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Moat);
    if (!NT_SUCCESS(status))
        return status;
    status = IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, 0, (PVOID)&BridgeInterface,
                                            DriverObject, MoatArrival, NULL, &ArrivalEntry);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Moat);
        return status;
    }
    status = FltStartFiltering(Moat);
    if (!NT_SUCCESS(status)) {
        IoUnregisterPlugPlayNotificationEx(ArrivalEntry);
        FltUnregisterFilter(Moat);
        return status;
    }
    Steps = STEP_FILTER | STEP_ARRIVAL;
    return STATUS_SUCCESS;
}
