#include <ntifs.h>

/* The first entry of each list is made while the driver starts, and what it is for is looked up under the lock of a
 * captured security context. */
typedef struct _DISH {
    LIST_ENTRY Link;
    ULONG Owner;
} DISH, *PDISH;

static NPAGED_LOOKASIDE_LIST g_Plates;
static LOOKASIDE_LIST_EX g_Bowls;
static PDISH g_Plate;
static PDISH g_Bowl;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS AskOwner(ULONG *Owner)
{
    SECURITY_SUBJECT_CONTEXT subject;
    NTSTATUS status;

    SeCaptureSubjectContext(&subject);
    SeLockSubjectContext(&subject);
    status = SeQuerySessionIdToken(SeQuerySubjectContextToken(&subject), Owner);
    SeUnlockSubjectContext(&subject);
    SeReleaseSubjectContext(&subject);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreeToLookasideListEx(&g_Bowls, g_Bowl);
    ExDeleteLookasideListEx(&g_Bowls);
    ExFreeToNPagedLookasideList(&g_Plates, g_Plate);
    ExDeleteNPagedLookasideList(&g_Plates);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeNPagedLookasideList(&g_Plates, NULL, NULL, 0, sizeof(DISH), 'halP', 0);
    status = ExInitializeLookasideListEx(&g_Bowls, NULL, NULL, NonPagedPoolNx, 0, sizeof(DISH), 'lwoB', 0);
    if (!NT_SUCCESS(status)) {
        goto NoBowls;
    }
    status = STATUS_INSUFFICIENT_RESOURCES;
    g_Plate = ExAllocateFromNPagedLookasideList(&g_Plates);
    if (g_Plate == NULL) {
        goto NoPlate;
    }
    g_Bowl = ExAllocateFromLookasideListEx(&g_Bowls);
    if (g_Bowl == NULL) {
        goto NoBowl;
    }
    status = AskOwner(&g_Bowl->Owner);
    if (!NT_SUCCESS(status)) {
        goto NoOwner;
    }
    g_Plate->Owner = g_Bowl->Owner;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

NoOwner:
    ExFreeToLookasideListEx(&g_Bowls, g_Bowl);
NoBowl:
    ExFreeToNPagedLookasideList(&g_Plates, g_Plate);
NoPlate:
    ExDeleteLookasideListEx(&g_Bowls);
NoBowls:
    ExDeleteNPagedLookasideList(&g_Plates);
    return status;
}
