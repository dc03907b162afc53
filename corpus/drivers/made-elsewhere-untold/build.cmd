cl /kernel /c /DDIKE_UNDOES dike.c
link /driver /entry:DriverEntry dike.obj ntoskrnl.lib
