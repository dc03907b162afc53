/* The label is come to before anything was stored in the variables: one may hold anything there. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TickUnload;

static PEX_TIMER Timer;
static PCALLBACK_OBJECT Callback;

VOID TickUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    (VOID) ExDeleteTimer(Timer, TRUE, TRUE, NULL);
    ObDereferenceObject(Callback);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    PEX_TIMER timer;
    PCALLBACK_OBJECT callback;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Tick\\Parameters");
    if (!NT_SUCCESS(status))
        goto Fail;
    timer = ExAllocateTimer(NULL, NULL, 0);
    if (timer == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Fail;
    }
    RtlInitUnicodeString(&name, L"\\Callback\\Tick");
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ExCreateCallback(&callback, &attributes, TRUE, TRUE);
    if (!NT_SUCCESS(status))
        goto Fail;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Tick\\Intervals");
    if (!NT_SUCCESS(status))
        goto Fail;
    Timer = timer;
    Callback = callback;
    DriverObject->DriverUnload = TickUnload;
    return STATUS_SUCCESS;
Fail:
    if (callback != NULL)
        ObDereferenceObject(callback); /* expect: wdm-release-on-failure */
    if (timer != NULL)
        (VOID) ExDeleteTimer(timer, TRUE, TRUE, NULL); /* expect: wdm-release-on-failure */
    return status;
}
