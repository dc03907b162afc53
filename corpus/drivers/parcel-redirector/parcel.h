/* parcel: a redirector under the redirected drive buffering subsystem. */
#pragma once
#include <ntifs.h>
#include <rx.h>

extern MINIRDR_DISPATCH ParcelDispatch;
extern PRDBSS_DEVICE_OBJECT ParcelDevice;

VOID ParcelFillDispatch(VOID);
DRIVER_DISPATCH ParcelFsd;
