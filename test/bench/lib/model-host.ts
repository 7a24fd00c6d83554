import '../../../model/host'
