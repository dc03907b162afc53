#include <ntddk.h>

/* The table says which of the two watches the driver can do without. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

typedef enum { NO_WATCH, WATCH_IMAGES, WATCH_PROCESSES } WATCH_KIND;

typedef struct {
    WATCH_KIND Kind;
    BOOLEAN IsRequired;
    BOOLEAN IsSet;
} WATCH;

static WATCH g_Watches[] = {{WATCH_PROCESSES, TRUE}, {WATCH_IMAGES, FALSE}, {NO_WATCH}};

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OnProcess(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

static NTSTATUS SetWatch(const WATCH *Watch)
{
    if (Watch->Kind == WATCH_IMAGES)
        return PsSetLoadImageNotifyRoutine(OnImage);
    return PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
}

static VOID Stop(VOID)
{
    for (WATCH *watch = g_Watches; watch->Kind != NO_WATCH; watch++) {
        if (!watch->IsSet)
            continue;
        if (watch->Kind == WATCH_IMAGES)
            PsRemoveLoadImageNotifyRoutine(OnImage);
        else
            PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
        watch->IsSet = FALSE;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Stop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (WATCH *watch = g_Watches; watch->Kind != NO_WATCH; watch++) {
        NTSTATUS status = SetWatch(watch);

        if (!NT_SUCCESS(status) && watch->IsRequired) {
            Stop();
            return status;
        }
        watch->IsSet = NT_SUCCESS(status);
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
