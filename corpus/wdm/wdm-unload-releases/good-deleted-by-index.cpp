#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD ShelfUnload;

void *operator new(size_t size) noexcept { return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'flhS'); }
void operator delete(void *block, size_t) noexcept { ExFreePoolWithTag(block, 'flhS'); }

static ULONG g_filled;

class Shelf {
    PVOID rows_ = nullptr;

public:
    ~Shelf()
    {
        if (rows_ != nullptr) {
            ExFreePoolWithTag(rows_, 'swoR');
        }
        g_filled--;
    }
};

static Shelf *g_shelves[3];

/* Which one is deleted is asked before its destructor counts. */
static void EmptyShelves()
{
    while (g_filled > 0) {
        delete g_shelves[g_filled - 1];
    }
}

extern "C" VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EmptyShelves();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = ShelfUnload;
    for (ULONG i = 0; i < ARRAYSIZE(g_shelves); i++) {
        Shelf *shelf = new Shelf;

        if (shelf == nullptr) {
            EmptyShelves();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        g_shelves[g_filled] = shelf;
        g_filled++;
    }
    return STATUS_SUCCESS;
}
