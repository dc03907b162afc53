#include <ntddk.h>
#include <wdf.h>

typedef struct _SHELF_EXTENSION {
    PDRIVER_OBJECT DriverObject;
    PDEVICE_OBJECT DeviceObject;
    ULONG Flags;
    ULONG Type;
} SHELF_EXTENSION, *PSHELF_EXTENSION;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(SHELF_EXTENSION, ShelfGetExtension)

EVT_WDF_DRIVER_DEVICE_ADD ShelfAddDevice;
