/* Which steps are done is noted at the distance from the row behind: the last one that was done stays, and one is undone
 * that was not. */
#include <ntddk.h>

typedef struct _STEP {
    NTSTATUS (*Up)(PVOID Thing);
    VOID (*Down)(PVOID Thing);
    PVOID Thing;
} STEP;

static PDRIVER_OBJECT Driver;
static ERESOURCE FilesLock, NamesLock;
static PDEVICE_OBJECT Control;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS LockUp(PVOID Thing)
{
    return ExInitializeResourceLite(Thing);
}

static VOID LockDown(PVOID Thing)
{
    ExDeleteResourceLite(Thing);
}

static NTSTATUS ControlUp(PVOID Thing)
{
    return IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, Thing);
}

static VOID ControlDown(PVOID Thing)
{
    IoDeleteDevice(*(PDEVICE_OBJECT *)Thing); /* expect: wdm-release-on-failure, legacy-nonpnp-device-after-success */
}

static STEP Steps[] = {{LockUp, LockDown, &FilesLock},
                       {LockUp, LockDown, &NamesLock},
                       {ControlUp, ControlDown, &Control},
                       {NULL}};
static BOOLEAN IsDone[RTL_NUMBER_OF(Steps)];

static VOID Undo(VOID)
{
    STEP *step = Steps + RTL_NUMBER_OF(Steps) - 1;

    while (step-- != Steps)
        if (IsDone[step - Steps]) {
            step->Down(step->Thing);
            IsDone[step - Steps] = FALSE;
        }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Undo();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    STEP *step;

    UNREFERENCED_PARAMETER(RegistryPath);
    Driver = DriverObject;
    DriverObject->DriverUnload = Unload;
    for (step = Steps; step->Up; step++) {
        NTSTATUS status = step->Up(step->Thing);

        if (NT_SUCCESS(status)) {
            IsDone[step + 1 - Steps] = TRUE;
            continue;
        }
        Undo();
        return status; /* expect: kernel-callbacks-eresource */
    }
    Control->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
