#include <ntddk.h>

/* Each step once: its number, its two routines, and its place in the table are made of its name. */
#define STEPS(step) step(Clock) step(Device)
#define AS_NUMBER(name) Step##name,
#define AS_ROUTINES(name) [Step##name] = {Begin##name, End##name},

typedef enum _STEP { STEPS(AS_NUMBER) StepCount } STEP;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KDEFERRED_ROUTINE Tick;

static PDRIVER_OBJECT g_Driver;
static PDEVICE_OBJECT g_Device;
static KTIMER g_Timer;
static KDPC g_Dpc;
static ULONG g_Done;

static VOID Tick(PKDPC Dpc, PVOID Context, PVOID First, PVOID Second)
{
    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
}

static NTSTATUS BeginClock(VOID)
{
    LARGE_INTEGER due;

    due.QuadPart = -10000000;
    KeInitializeTimer(&g_Timer);
    KeInitializeDpc(&g_Dpc, Tick, NULL);
    KeSetTimerEx(&g_Timer, due, 1000, &g_Dpc);
    return STATUS_SUCCESS;
}

static VOID EndClock(VOID)
{
    KeCancelTimer(&g_Timer);
    KeFlushQueuedDpcs();
}

static NTSTATUS BeginDevice(VOID)
{
    return IoCreateDevice(g_Driver, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
}

static VOID EndDevice(VOID)
{
    IoDeleteDevice(g_Device);
}

static const struct {
    NTSTATUS (*Begin)(VOID);
    VOID (*End)(VOID);
} g_Steps[StepCount] = {STEPS(AS_ROUTINES)};

static VOID EndAll(VOID)
{
    while (g_Done > 0) {
        g_Steps[--g_Done].End();
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EndAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Driver = DriverObject;
    DriverObject->DriverUnload = Unload;
    while (g_Done < StepCount) {
        status = g_Steps[g_Done].Begin();
        if (!NT_SUCCESS(status)) {
            EndAll();
            break;
        }
        g_Done++;
    }
    return status;
}
