/* verdict: wdm-driver-object-late-store de-driverobject-fields-only-in-init not-applicable */
#include <ntddk.h>

/* A macro makes the head of the entry routine: its body is read all the same. */
#define DECLARE_ENTRY(Name) NTSTATUS Name(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)

static PVOID Registration;
static PCALLBACK_OBJECT Power;

static VOID HeraldPower(PVOID Context, PVOID First, PVOID Second)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
}

static VOID HeraldUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExUnregisterCallback(Registration);
    ObDereferenceObject(Power);
}

DECLARE_ENTRY(DriverEntry)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Callback\\PowerState");
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_PERMANENT, NULL, NULL);
    status = ExCreateCallback(&Power, &attributes, FALSE, TRUE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    Registration = ExRegisterCallback(Power, HeraldPower, NULL);
    if (Registration == NULL) {
        ObDereferenceObject(Power);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = HeraldUnload;
    return STATUS_SUCCESS;
}
