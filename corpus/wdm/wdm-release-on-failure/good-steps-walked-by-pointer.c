/* The table of steps is walked by a pointer up to its end mark; two rows have one routine, one can be done without, and
 * which are done is noted at the distance from the first row. */
#include <ntddk.h>

#define CAN_DO_WITHOUT 1

typedef struct _STEP {
    NTSTATUS (*Up)(PVOID Thing);
    VOID (*Down)(PVOID Thing);
    PVOID Thing;
    ULONG Flags;
} STEP;

static PDRIVER_OBJECT Driver;
static ERESOURCE FilesLock, NamesLock;
static LARGE_INTEGER Cookie;
static PDEVICE_OBJECT Control;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Operation)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Operation);
    return STATUS_SUCCESS;
}

static NTSTATUS LockUp(PVOID Thing)
{
    return ExInitializeResourceLite(Thing);
}

static VOID LockDown(PVOID Thing)
{
    ExDeleteResourceLite(Thing);
}

static NTSTATUS RegistryUp(PVOID Thing)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"370020");

    return CmRegisterCallbackEx(OnRegistry, &altitude, Driver, NULL, Thing, NULL);
}

static VOID RegistryDown(PVOID Thing)
{
    CmUnRegisterCallback(*(PLARGE_INTEGER)Thing);
}

static NTSTATUS ControlUp(PVOID Thing)
{
    return IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, Thing);
}

static VOID ControlDown(PVOID Thing)
{
    IoDeleteDevice(*(PDEVICE_OBJECT *)Thing);
}

static STEP Steps[] = {{LockUp, LockDown, &FilesLock},
                       {LockUp, LockDown, &NamesLock},
                       {RegistryUp, RegistryDown, &Cookie, CAN_DO_WITHOUT},
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
            IsDone[step - Steps] = TRUE;
            continue;
        }
        if (step->Flags & CAN_DO_WITHOUT)
            continue;
        Undo();
        return status;
    }
    Control->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
